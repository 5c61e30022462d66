package vn.bdhvs.local;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What is printed when everything runs: where to look, how to get in, what to try. */
record Welcome(Options options, BusinessClock clock) {

    private static final ZoneOffset VIETNAM = ZoneOffset.ofHours(7);
    private static final Duration AGO = Duration.ofMinutes(2);

    String text(double seconds) {
        int session = options.port(Port.SESSION);
        String assistedAt = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                clock.now().minus(AGO).truncatedTo(ChronoUnit.SECONDS).atOffset(VIETNAM));
        return """

                Everything runs after %.1f s%s. Logs: %s
                The campaign's clock stands at %s.

                Log in as leader, as officer-724, who sees one district, as operator, or as display on a wall screen
                (/?tv=1); the password is demo. Nobody but this machine can reach it.
                The services of the districts are district-718 to district-726 and province-74 (from July 2025 on
                province-79), the secret is demo.

                Report that three citizens of Dĩ An got their digital signature:

                  TOKEN=$(curl -s -u district-724:demo -d grant_type=client_credentials \\
                    http://127.0.0.1:%d/oauth2/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl -i http://127.0.0.1:%d/api/v1/assists -H "Authorization: Bearer $TOKEN" \\
                    -H "Idempotency-Key: try-$(date +%%s)" -H 'Content-Type: application/json' -d '{
                      "campaign":"binh-dan-hoc-vu-so-2025","unit":"25942","team":"binh-dan-hoc-vu-so",
                      "service":"chu-ky-so-ca-nhan","channel":"one-stop","assistedAt":"%s",
                      "citizens":3,"outcome":"completed"}'

                README.md describes the interfaces. Ctrl-C stops everything.

                Campaign Pulse is ready: http://127.0.0.1:%d
                """.formatted(
                        seconds,
                        options.demoRate() > 0 ? ", with demo traffic" : "",
                        options.data().resolve("logs"),
                        DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH)
                                .format(clock.now().atOffset(VIETNAM)),
                        options.port(Port.ISSUER),
                        session,
                        assistedAt,
                        options.port(Port.ANALYTICS));
    }
}
