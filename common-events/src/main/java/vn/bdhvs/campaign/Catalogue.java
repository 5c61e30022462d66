package vn.bdhvs.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The campaigns that this installation runs, by code. Immutable. */
public final class Catalogue {

    /** Codes become field names in figures documents, so they hold neither dots nor dollar signs. */
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Map<String, Campaign> campaigns = new LinkedHashMap<>();

    private Catalogue(List<Campaign> campaigns) {
        for (Campaign campaign : campaigns) {
            if (this.campaigns.put(campaign.code(), campaign) != null) {
                throw new IllegalArgumentException("two campaign files hold the code " + campaign.code());
            }
        }
    }

    /**
     * Reads campaign files (YAML, UTF-8).
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static Catalogue read(List<Resource> files) {
        return read(files, List.of());
    }

    /**
     * Reads campaign files and what the operator has set in addition (YAML, UTF-8).
     *
     * @param plans one a campaign at most
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static Catalogue read(List<Resource> files, List<Resource> plans) {
        List<Campaign> campaigns = new ArrayList<>();
        for (Resource file : files) {
            campaigns.add(readFile(file, Campaign.class, Catalogue::wellFormed));
        }
        for (Resource plan : plans) {
            campaigns = readFile(plan, CampaignPlan.class, withPlan(campaigns));
        }
        return new Catalogue(campaigns);
    }

    private static Function<CampaignPlan, List<Campaign>> withPlan(List<Campaign> campaigns) {
        return plan -> {
            if (campaigns.stream().noneMatch(campaign -> campaign.code().equals(plan.campaign()))) {
                throw new IllegalArgumentException(
                        "it is for the campaign '%s', of which there is no campaign file".formatted(plan.campaign()));
            }
            return campaigns.stream()
                    .map(campaign ->
                            campaign.code().equals(plan.campaign()) ? wellFormed(plan.appliedTo(campaign)) : campaign)
                    .toList();
        };
    }

    private static <F, T> T readFile(Resource file, Class<F> type, Function<F, T> use) {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
        try (InputStream in = file.getInputStream()) {
            return use.apply(mapper.readValue(in, type));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the campaign file " + file, e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the campaign file %s is not valid: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Campaign wellFormed(Campaign campaign) {
        Stream.of(
                        Stream.of(campaign.code()),
                        codes(campaign.teams(), Campaign.Term::code),
                        codes(campaign.topics(), Campaign.Term::code),
                        codes(campaign.services(), Campaign.Term::code),
                        codes(campaign.phases(), Campaign.Phase::code),
                        codes(campaign.targets(), Campaign.Target::code))
                .flatMap(Function.identity())
                .filter(code -> !CODE.matcher(code).matches())
                .findFirst()
                .ifPresent(code -> {
                    throw new IllegalArgumentException(
                            "the code '%s' must be lower-case words joined by hyphens".formatted(code));
                });
        return campaign;
    }

    private static <T> Stream<String> codes(List<T> terms, Function<T, String> code) {
        return terms.stream().map(code);
    }

    public Optional<Campaign> find(String code) {
        return Optional.ofNullable(campaigns.get(code));
    }

    public Collection<Campaign> all() {
        return List.copyOf(campaigns.values());
    }

    public List<String> codes() {
        return List.copyOf(campaigns.keySet());
    }
}
