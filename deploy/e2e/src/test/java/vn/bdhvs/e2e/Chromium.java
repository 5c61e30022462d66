package vn.bdhvs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium without a window. It remembers what pages complained about. */
public final class Chromium implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final List<String> errors = new ArrayList<>();
    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(ARGUMENTS));
    }

    /** Whether it is on this machine. */
    public static boolean isThere() {
        return Files.isExecutable(EXECUTABLE);
    }

    /** A new page of this width. */
    public Page page(int width) {
        return page(new Browser.NewPageOptions().setViewportSize(width, 720));
    }

    /** A new page with an empty cache, for whoever is logged in on the other. */
    public Page coldPage(Page loggedIn, int width, int height) {
        return page(new Browser.NewPageOptions()
                .setViewportSize(width, height)
                .setStorageState(loggedIn.context().storageState()));
    }

    private Page page(Browser.NewPageOptions options) {
        Page page = browser.newPage(options);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        return page;
    }

    /** Opens a page as somebody of the demo, whom the issuer asks for a password on the way. */
    public static void logIn(Page page, String address, String user) {
        page.navigate(address);
        page.locator("input[name=username]").fill(user);
        page.locator("input[name=password]").fill("demo");
        page.locator("button[type=submit]").click();
    }

    /** No page has complained. */
    public void requireNoErrors() {
        assertThat(errors).isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
