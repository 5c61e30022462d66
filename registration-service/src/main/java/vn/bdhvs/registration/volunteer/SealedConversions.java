package vn.bdhvs.registration.volunteer;

import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.mongodb.core.convert.MongoConversionContext;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.MongoValueConverter;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.registration.sealing.Seal;
import vn.bdhvs.report.Revision;

/**
 * What of a volunteer is sealed in the database: who it is, what its client calls it, and why it was taken back, which is
 * free text.
 */
@Configuration
class SealedConversions {

    private static final String SEALED = "sealed";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Bean
    MongoCustomConversions mongoCustomConversions(Seal seal) {
        return MongoCustomConversions.create(conversions -> {
            conversions.registerConverter(new SealedPerson(seal)).registerConverter(new OpenedPerson(seal));
            conversions.configurePropertyConversions(properties -> {
                properties.registerConverter(Revision.class, "reason", new SealedText(seal, "reason"));
                properties.registerConverter(
                        Volunteer.class, "clientReference", new SealedText(seal, "clientReference"));
            });
        });
    }

    @WritingConverter
    private record SealedPerson(Seal seal) implements Converter<Person, Document> {
        @Override
        public Document convert(Person person) {
            return new Document(SEALED, seal.seal(JSON.writeValueAsString(person), "person"));
        }
    }

    /** Opens who was sealed, and reads who was written before anybody was. */
    @ReadingConverter
    private record OpenedPerson(Seal seal) implements Converter<Document, Person> {
        @Override
        public Person convert(Document kept) {
            String sealed = kept.getString(SEALED);
            return sealed == null
                    ? new Person(
                            kept.getString("fullName"),
                            kept.getString("phone"),
                            kept.getInteger("birthYear"),
                            Person.Gender.valueOf(kept.getString("gender")))
                    : JSON.readValue(seal.open(sealed, "person"), Person.class);
        }
    }

    /**
     * @param kind what the text is
     */
    private record SealedText(Seal seal, String kind) implements MongoValueConverter<String, String> {

        @Override
        public String read(String kept, MongoConversionContext context) {
            return seal.open(kept, kind);
        }

        @Override
        public String write(String text, MongoConversionContext context) {
            return seal.seal(text, kind);
        }
    }
}
