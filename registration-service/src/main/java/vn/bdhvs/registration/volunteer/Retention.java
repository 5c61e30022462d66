package vn.bdhvs.registration.volunteer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.report.ReportingSetup;
import vn.bdhvs.report.Rewriting;

/**
 * Erases the people of campaigns that ended long enough ago. It first tells what it will do, and does it when that was told
 * long enough before: a period that was set by mistake can be set right. Figures do not change. Any number of instances may
 * do so at once.
 */
@Service
@EnableConfigurationProperties(RetentionProperties.class)
class Retention {

    /** By whom erasures of this kind are done. */
    static final String BY = "retention";

    private static final String ERASE = "ERASE";

    /** It comes from no address: this service itself does it. */
    private static final String NOWHERE = "-";

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 200;
    private static final String ANNOUNCED = "announcedAt";
    private static final String KEPT_UNTIL = "keptUntil";

    private final MongoOperations mongo;
    private final Rewriting<Volunteer> volunteers;
    private final Catalogue catalogue;
    private final BusinessClock clock;
    private final RetentionProperties properties;
    private final DataRequests requests;
    private final AccessLog accesses;

    Retention(
            ReportingSetup setup,
            MongoOperations mongo,
            DataRequests requests,
            AccessLog accesses,
            Catalogue catalogue,
            BusinessClock clock,
            RetentionProperties properties) {
        this.mongo = mongo;
        this.requests = requests;
        this.accesses = accesses;
        this.volunteers = setup.rewriting(Volunteer.class);
        this.catalogue = catalogue;
        this.clock = clock;
        this.properties = properties;
        properties.after().keySet().stream()
                .filter(code -> catalogue.find(code).isEmpty())
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("retention.after names the campaign '%s'; there are: %s"
                            .formatted(
                                    unknown,
                                    catalogue.all().stream().map(Campaign::code).toList()));
                });
    }

    /** That the end of keeping was told. */
    @Document("retentions")
    record Announcement(@Id String id, LocalDate keptUntil, Instant announcedAt) {}

    /**
     * What will be done with the people of a campaign.
     *
     * @param keptUntil the last day on which they are kept; null if for ever
     * @param eraseAt when they will be erased at the earliest; null if that is not due
     * @param people how many are held now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Intention(
            String campaign,
            @Nullable LocalDate keptUntil,
            @Nullable Instant eraseAt,
            long people) {}

    /** What will be done, by campaign. */
    List<Intention> intentions() {
        List<Intention> intentions = new ArrayList<>();
        for (Campaign campaign : catalogue.all()) {
            LocalDate until = keptUntil(campaign);
            Announcement told = until == null ? null : mongo.findById(campaign.code(), Announcement.class);
            Instant eraseAt = told == null || !told.keptUntil().equals(until)
                    ? null
                    : told.announcedAt().plus(properties.notice());
            intentions.add(new Intention(campaign.code(), until, eraseAt, volunteers.count(people(campaign))));
        }
        return intentions;
    }

    private @Nullable LocalDate keptUntil(Campaign campaign) {
        Period period = properties.after().get(campaign.code());
        return period == null ? null : campaign.ends().plus(period);
    }

    private static Query people(Campaign campaign) {
        return query(
                where("activity.campaign").is(campaign.code()).and("erasure").is(null));
    }

    /** Tells what is due, and does what was told long enough ago. */
    @Scheduled(fixedDelayString = "${retention.period:1h}")
    void enforce() {
        catalogue.all().forEach(this::enforce);
        completeWhatIsDone();
    }

    private void enforce(Campaign campaign) {
        LocalDate until = keptUntil(campaign);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (until == null || !campaign.day(now).isAfter(until)) {
            // What was told is void: if it is due again, it is told again.
            mongo.remove(query(where("id").is(campaign.code())), Announcement.class);
            return;
        }
        Announcement told = announce(campaign, until, now);
        if (told.announcedAt().plus(properties.notice()).isAfter(now)) {
            return;
        }
        Volunteer.Deed erasure = new Volunteer.Deed(now, now, BY);
        long erased = 0;
        int found;
        do {
            List<Volunteer> people = volunteers.findReadable(people(campaign).limit(AT_ONCE));
            erased += people.stream().filter(person -> erase(person, erasure)).count();
            found = people.size();
        } while (found == AT_ONCE);
        if (erased > 0) {
            log.info("{} people of {} were erased: they were kept until {}", erased, campaign.code(), until);
        }
    }

    /** Of whoever is erased nothing is left to be done; who erased them may have been cut off before noting it. */
    private void completeWhatIsDone() {
        try (Stream<DataRequest> open = requests.open()) {
            open.forEach(request -> erasure(request.volunteer())
                    .ifPresent(erasure -> requests.complete(request, erasure.recordedAt(), erasure.client())));
        }
    }

    private Optional<Volunteer.Deed> erasure(String id) {
        return volunteers.findReadable(query(where("id").is(id).and("erasure").ne(null))).stream()
                .flatMap(erased -> Stream.ofNullable(erased.erasure()))
                .findFirst();
    }

    /**
     * Notes it first: nothing is done that is not noted.
     *
     * @return whether it was done; else somebody changed the person meanwhile, who will be found again
     */
    private boolean erase(Volunteer person, Volunteer.Deed erasure) {
        accesses.append(BY, ERASE, VolunteerController.PATH + "/" + person.id(), HttpStatus.OK.value(), NOWHERE);
        boolean done = volunteers.rewrite(person, person.erased(erasure));
        if (done) {
            requests.complete(person.id(), Set.of(DataRequest.Kind.values()), erasure.at(), BY);
        }
        return done;
    }

    /** Another day than was told before is told anew. */
    private Announcement announce(Campaign campaign, LocalDate until, Instant now) {
        Announcement told = mongo.findById(campaign.code(), Announcement.class);
        if (told != null && told.keptUntil().equals(until)) {
            return told;
        }
        log.warn(
                "the {} people of {} were to be kept until {}: they will be erased after {}",
                volunteers.count(people(campaign)),
                campaign.code(),
                until,
                now.plus(properties.notice()));
        Announcement announced = mongo.findAndModify(
                query(where("id").is(campaign.code())),
                new Update().set(KEPT_UNTIL, until).set(ANNOUNCED, now),
                FindAndModifyOptions.options().upsert(true).returnNew(true),
                Announcement.class);
        return announced == null ? new Announcement(campaign.code(), until, now) : announced;
    }
}
