package vn.bdhvs.analytics.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.MessagingException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.event.ActivityEvent;

/**
 * Tells every analytics instance, through the topic {@code figures-changed}, which figures moved. Best effort: an
 * announcement that is lost costs time only, because the readers reconcile.
 */
@Component
class Announcements {

    private static final Logger log = LoggerFactory.getLogger(Announcements.class);
    private static final String BINDING = "announcements-out-0";
    private static final int ACTIVITIES = 20;

    private final StreamBridge bridge;
    private final JsonMapper json;

    Announcements(StreamBridge bridge, JsonMapper json) {
        this.bridge = bridge;
        this.json = json;
    }

    void announce(Set<String> documents, List<Entry> counted, List<String> traceParents) {
        if (documents.isEmpty()) {
            return;
        }
        List<FiguresChanged.Reported> newest =
                newest(counted).stream().map(FiguresChanged.Reported::of).toList();
        try {
            bridge.send(BINDING, json.writeValueAsBytes(new FiguresChanged(documents, newest, traceParents)));
        } catch (MessagingException e) {
            log.warn("Could not announce that {} figures documents changed", documents.size(), e);
        }
    }

    /** Those that were accepted last, the very last one first. */
    private static List<ActivityEvent> newest(List<Entry> counted) {
        PriorityQueue<ActivityEvent> newest = new PriorityQueue<>(Comparator.comparing(ActivityEvent::recordedTime));
        for (Entry entry : counted) {
            newest.add(entry.event());
            if (newest.size() > ACTIVITIES) {
                newest.remove();
            }
        }
        return newest.stream()
                .sorted(Comparator.comparing(ActivityEvent::recordedTime).reversed())
                .toList();
    }
}
