// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Headless Chromium of this machine, and what its pages complained about. For one thread. */
final class Chrome implements AutoCloseable {

    private static final Path BINARY = Path.of(System.getProperty("holdfast.chromium", "/usr/bin/chromium"));
    private static final Path AXE = Path.of("target", "axe", "axe.min.js");
    private static final Path SCREENSHOTS = Path.of("..", "web-admin", "target", "screenshots");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    Chrome() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(BINARY)
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** Whether there is one; Debian's package is named chromium. */
    static boolean isThere() {
        return Files.isExecutable(BINARY);
    }

    /** A page of somebody else: nothing is shared with others. */
    Page page(int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setAcceptDownloads(true));
        Page page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** Errors of scripts and of the Content-Security-Policy so far; what was not reached is none. */
    List<String> complaints() {
        return complaints.stream().filter(text -> !text.contains("net::ERR")).toList();
    }

    /** Serious and critical violations that axe finds in what the page shows. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) throws IOException {
        page.evaluate(Files.readString(AXE));
        List<Map<String, Object>> found = (List<Map<String, Object>>) page.evaluate("""
                async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map((one) => ({
                  impact: one.impact, id: one.id, help: one.help,
                  nodes: one.nodes.map((node) => node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? '')).slice(0, 5),
                }))""");
        return found.stream()
                .filter(one -> List.of("serious", "critical")
                        .contains(Optional.ofNullable(one.get("impact")).orElse("")))
                .map(Object::toString)
                .toList();
    }

    /** Keeps what the page shows in a file. */
    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
