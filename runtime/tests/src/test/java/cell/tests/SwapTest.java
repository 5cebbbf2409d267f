package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deploy folder of a running cell, under load and under abuse. */
class SwapTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Path SAMPLE = CellProcess.ROOT.resolve("bundles/cell.sample/target/cell.sample-1.0.0.jar");

    @TempDir
    private static Path home;

    private static CellProcess cell;
    private static String login;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
        login = Footprint.login(cell);
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    @BeforeEach
    @AfterEach
    void onlyTheSampleIsThere() throws IOException {
        for (var file : BundleMaker.files(cell.deploy())) {
            if (file.toString().endsWith(".jar") && file.getFileName().toString().startsWith("x.")) {
                Files.delete(file);
            }
        }
        BundleMaker.copyOf(SAMPLE).dropAs(jar("cell.sample"));
        awaitVersion("1.0.0");
        for (var file : BundleMaker.files(home.resolve("quarantine"))) {
            Files.delete(file);
        }
    }

    private static Path jar(String name) {
        return cell.deploy().resolve(name + ".jar");
    }

    private static void awaitVersion(String version) {
        await("the sample answers as " + version, LIMIT, () -> cell.json("/api/sample").path("version").asText().equals(version));
    }

    private static List<Path> quarantined() {
        return BundleMaker.files(home.resolve("quarantine"));
    }

    private static String reason() throws IOException {
        await("a reason lies in the quarantine", LIMIT, () -> quarantined().stream().anyMatch(file -> file.toString().endsWith(".txt")));
        return Files.readString(quarantined().stream().filter(file -> file.toString().endsWith(".txt")).findFirst().orElseThrow());
    }

    @Test
    void swapsUnderLoadLoseNoRequestOfAnyone() {
        int swaps = CellProcess.LONG ? 1_000 : 20;
        var times = new ArrayList<Long>();
        var jars = List.of(BundleMaker.copyOf(SAMPLE).version("1.0.1").bytes(), BundleMaker.copyOf(SAMPLE).version("1.0.2").bytes());
        try (var load = new Load(16, List.of(
                cell.uri("/api/sample"), cell.uri("/api/health"), cell.uri("/api/sample/chores"), cell.uri("/api/status")))) {
            for (int swap = 0; swap < swaps; swap++) {
                long began = System.nanoTime();
                BundleMaker.drop(jars.get(swap % 2), jar("cell.sample"));
                awaitVersion("1.0." + (swap % 2 + 1));
                times.add((System.nanoTime() - began) / 1_000_000);
            }
            load.close();
            assertEquals(Map.of().toString(), load.failures().toString(), "of " + load.requests() + " requests");
            assertTrue(load.requests() > swaps, "the clients were busy");
            Collections.sort(times);
            System.out.printf("%d swaps, %d requests, drop to first answer: median %d ms, slowest %d ms%n",
                    swaps, load.requests(), times.get(times.size() / 2), times.get(times.size() - 1));
            assertTrue(times.get(times.size() / 2) <= 1_000, "drop to first answer took " + times + " ms");
        }
    }

    @Test
    void aReplacementThatNeedsAPackageNobodyHasGivesWayToTheLastGoodOne() throws IOException {
        BundleMaker.copyOf(SAMPLE).version("2.0.0").more("Import-Package", "org.nowhere;version=\"[2.0,3)\"").dropAs(jar("cell.sample"));
        assertTrue(reason().contains("it needs package org.nowhere 2.0 or newer, older than 3.0, which no bundle provides"), reason());
        awaitVersion("1.0.0");
        assertTrue(Files.isRegularFile(jar("cell.sample")));
    }

    @Test
    void aReplacementWhoseComponentFailsGivesWayAndNoRequestIsLost() throws IOException {
        try (var load = new Load(4, List.of(cell.uri("/api/sample"), cell.uri("/api/health")))) {
            BundleMaker.copyOf(SAMPLE).version("2.0.0").component("x.Failing", null, """
                    package x;
                    public class Failing {
                        public Failing() {
                            throw new IllegalStateException("the moon is not in the right phase");
                        }
                    }
                    """).dropAs(jar("cell.sample"));
            assertTrue(reason().contains("its Failing failed to start: the moon is not in the right phase"), reason());
            awaitVersion("1.0.0");
            load.close();
            assertEquals(Map.of().toString(), load.failures().toString(), "of " + load.requests() + " requests");
        }
    }

    @Test
    void aReplacementWhoseHealthThrowsGivesWay() throws IOException {
        BundleMaker.copyOf(SAMPLE).version("2.0.0").component("x.Sick", "cell.api.health.HealthContributor", """
                package x;
                public class Sick implements cell.api.health.HealthContributor {
                    public cell.api.health.ServiceStatus status() {
                        throw new IllegalStateException("it hurts");
                    }
                }
                """).dropAs(jar("cell.sample"));
        assertTrue(reason().contains("its health contributor failed: it hurts"), reason());
        awaitVersion("1.0.0");
    }

    @Test
    void aSecondFileOfTheSameNameIsSetAsideAndTheFirstGoesOn() throws IOException {
        BundleMaker.copyOf(SAMPLE).version("3.0.0").dropAs(jar("x.second"));
        assertTrue(reason().contains("it holds a second bundle cell.sample; the first, cell.sample.jar, goes on running"), reason());
        assertEquals("1.0.0", cell.json("/api/sample").path("version").asText());
        assertTrue(Files.notExists(jar("x.second")));
    }

    @Test
    void aPartOfThePlatformIsNotReplacedFromHere() throws IOException {
        BundleMaker.named("cell.core").version("9.0.0").dropAs(jar("x.core"));
        assertTrue(reason().contains("a part of the platform"), reason());
        assertEquals(200, cell.get("/api/health").statusCode());
    }

    @Test
    void whatIsRemovedIsGoneAtOnceAndComesBackWhenPutBack() throws IOException {
        Files.delete(jar("cell.sample"));
        await("it is gone", LIMIT, () -> cell.get("/api/sample").statusCode() == 404);
        assertEquals("There is nothing here", cell.json("/api/sample").path("error").asText());
        BundleMaker.copyOf(SAMPLE).dropAs(jar("cell.sample"));
        awaitVersion("1.0.0");
    }

    @Test
    void aJarThatComesAndGoesFasterThanTheFolderIsWatchedIsGoneInTheEnd() throws IOException {
        var aside = home.resolve("aside.jar");
        var jar = jar("cell.sample");
        for (int i = 0; i < 5; i++) {
            Files.move(jar, aside);
            await("the sample is gone", LIMIT, () -> cell.get("/api/sample").statusCode() == 404);
            Files.move(aside, jar);
            await("the sample is back", LIMIT, () -> cell.get("/api/sample").statusCode() == 200);
        }
    }

    @Test
    void aFileThatIsNoJarIsSetAsideAndWhatRanGoesOn() throws IOException {
        BundleMaker.drop("this is no jar".getBytes(), jar("cell.sample"));
        assertTrue(reason().contains("it is no jar"), reason());
        assertEquals("1.0.0", cell.json("/api/sample").path("version").asText());
        await("the file is put back", LIMIT, () -> Files.exists(jar("cell.sample")));
    }

    @Test
    void aFileThatComesSlowlyIsTakenWhenItIsWhole() throws IOException {
        var bytes = BundleMaker.copyOf(SAMPLE).version("1.5.0").bytes();
        try (var out = Files.newOutputStream(jar("cell.sample"))) {
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            long end = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
            await("it has been half there for a while", LIMIT, () -> System.nanoTime() > end);
            assertEquals("1.0.0", cell.json("/api/sample").path("version").asText());
            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        }
        awaitVersion("1.5.0");
        assertEquals(List.of(), quarantined());
    }

    @Test
    void aNewBundleThatLacksSomethingStaysAndRunsWhenItComes() {
        BundleMaker.named("x.needy").header("Import-Package", "x.given").dropAs(jar("x.needy"));
        await("the log tells", LIMIT, () -> log().contains("Bundle x.needy 1.0.0 does not work: it needs package x.given, which no bundle provides"));
        await("the status tells", LIMIT, () -> cell.json("/api/services/status").path("x-needy").path("reason").asText()
                .equals("it needs package x.given, which no bundle provides"));
        BundleMaker.named("x.giver").header("Export-Package", "x.given").entry("x/given/a.txt", "a").dropAs(jar("x.giver"));
        await("it works", LIMIT, () -> log().contains("Bundle x.needy 1.0.0 works now"));
        assertEquals(List.of(), quarantined());
    }

    @Test
    void whatIsStoppedInTheConsoleAnswers503AndComesBack() {
        console("stop");
        await("it is stopped", LIMIT, () -> cell.get("/api/sample").statusCode() == 503);
        assertEquals("sample", cell.json("/api/sample").path("service").asText());
        console("start");
        awaitVersion("1.0.0");
    }

    private static void console(String action) {
        var request = HttpRequest.newBuilder(cell.uri("/system/console/bundles/cell.sample"))
                .header("Authorization", login)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("action=" + action)).build();
        assertTrue(cell.send(request).statusCode() < 400);
    }

    private static String log() throws IOException {
        return Files.readString(home.resolve("logs/cell.log"));
    }

    @Test
    void aRestartTakesWhatChangedMeanwhile() throws IOException {
        cell.stop();
        BundleMaker.copyOf(SAMPLE).version("1.7.0").dropAs(jar("cell.sample"));
        cell.start();
        awaitVersion("1.7.0");
        cell.stop();
        Files.delete(jar("cell.sample"));
        cell.start();
        await("it is gone", LIMIT, () -> cell.get("/api/sample").statusCode() == 404);
    }
}
