package vn.bdhvs.local;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Where the tests' platform is in containers, starts them before the first test of a module: where there is no Docker or no
 * image, that is said once, and no test is tried.
 */
public final class ContainersFirst implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (!TestPlatform.kind().equals(TestPlatform.EMBEDDED)) {
            try {
                TestPlatform.brokers();
            } catch (ExceptionInInitializerError e) {
                throw new IllegalStateException(e.getException().getMessage(), e.getException());
            }
        }
    }
}
