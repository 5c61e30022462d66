package vn.bdhvs.registration.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import vn.bdhvs.local.Api;
import vn.bdhvs.registration.RunningRegistration;

/** The service with people in it, each with a telephone of their own. */
abstract class RegisteredPeople extends RunningRegistration {

    static final String VOLUNTEERS = "/api/v1/volunteers";
    static final String ASKED = "2025-03-26T07:00:00+07:00";
    private static final AtomicInteger NUMBER = new AtomicInteger(30_000_000);

    static String phone() {
        return "09%08d".formatted(NUMBER.getAndIncrement());
    }

    static String report(String name, String phone, String reference) {
        return """
                {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "25942", "team": "ky-su-tre",
                 "fullName": "%s", "phone": "%s", "birthYear": 1987, "gender": "female",
                 "registeredAt": "2025-03-25T09:00:00+07:00", "clientReference": "%s",
                 "consent": {"purpose": "volunteering", "textVersion": "2025-03", "givenAt": "2025-03-25T08:59:00+07:00"}}
                """.formatted(name, phone, reference);
    }

    String register(String name, String phone) {
        Api.Answer answer = as("district-724").post(VOLUNTEERS, report(name, phone, "TNV-" + phone));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer.json().get("id").stringValue();
    }

    static String asked(String field) {
        return "{\"%s\": \"%s\"}".formatted(field, ASKED);
    }
}
