package vn.bdhvs.analytics.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.campaign.Label;

/** The words of the page's copy deck, for what the server writes itself. */
@Component
public class Words {

    private final Map<Language, Map<String, String>> words = new EnumMap<>(Language.class);

    /** A language of the page. */
    public enum Language {
        VI,
        EN;

        /** What a label says in it. */
        public String of(Label label) {
            return this == VI ? label.vi() : label.en();
        }
    }

    Words(JsonMapper json) {
        for (Language language : Language.values()) {
            ClassPathResource file =
                    new ClassPathResource("static/copy/%s.json".formatted(language == Language.VI ? "vi" : "en"));
            try (InputStream in = file.getInputStream()) {
                words.put(language, json.readValue(in, new TypeReference<Map<String, String>>() {}));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A text by its key. */
    public String text(Language language, String key) {
        String text = words.getOrDefault(language, Map.of()).get(key);
        if (text == null) {
            throw new IllegalArgumentException("the copy deck has no text '%s' in %s".formatted(key, language));
        }
        return text;
    }
}
