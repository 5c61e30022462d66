package vn.bdhvs.analytics.rebuild;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.figures.FiguresKeys;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.fold.FiguresContributions;
import vn.bdhvs.analytics.fold.Fold;
import vn.bdhvs.analytics.fold.JournalFold;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.unit.UnitRegister;

/** The real rebuild on a store, done turn by turn. */
public final class RebuildingTurns {

    /** So few that the logs of the tests are read and folded in several goes. */
    private static final int READ = 6;

    private static final int FOLDED = 2;

    private final Generations generations;
    private final Rebuild rebuild;

    public RebuildingTurns(MongoTemplate mongo) {
        Catalogue catalogue =
                Catalogue.read(List.of(new ClassPathResource("vn/bdhvs/campaign/binh-dan-hoc-vu-so-2025.yaml")));
        FiguresKeys keys = new FiguresKeys(
                catalogue, UnitRegister.read(new ClassPathResource("vn/bdhvs/unit/binh-duong-units.csv")));
        Progress progress = new Progress(mongo);
        generations = new Generations(mongo);
        rebuild = new Rebuild(
                mongo,
                generations,
                progress,
                new JournalFold(
                        mongo,
                        new FiguresContributions(keys),
                        new Fold(new SimpleMeterRegistry()),
                        progress,
                        READ,
                        FOLDED),
                Duration.ZERO);
    }

    public int live() {
        return generations.live();
    }

    /** Forgets what was live before, and begins another one, unless one is under way. */
    public void begin() {
        if (generations.control().building() == null) {
            rebuild.kept().forEach(generation -> rebuild.drop(generation, "test"));
            rebuild.begin("test");
        }
    }

    /** Does the next part, if there is one. */
    public void next() {
        rebuild.next();
    }

    /** Gives up what is being built. */
    public void giveUp() {
        Generations.Building building = generations.control().building();
        if (building != null) {
            rebuild.drop(building.generation(), "test");
        }
    }

    public boolean isUnderWay() {
        return generations.control().building() != null;
    }
}
