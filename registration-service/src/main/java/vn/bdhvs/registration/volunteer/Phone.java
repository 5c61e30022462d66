package vn.bdhvs.registration.volunteer;

import java.util.regex.Pattern;
import vn.bdhvs.web.Fields;

/** A Vietnamese telephone number in its national form, however it was written: a person is not somebody else for a blank in it. */
final class Phone {

    private static final Pattern WRITTEN = Pattern.compile("(\\+84|0)([0-9]{9}|2[0-9]{9})");

    private Phone() {}

    /** Reads the field {@code phone}; refuses what is none. */
    static String read(Fields fields) {
        String digits = fields.text("phone").replaceAll("[ .()-]", "");
        if (!digits.isEmpty() && !WRITTEN.matcher(digits).matches()) {
            fields.refuse(
                    "wrong-format",
                    "phone",
                    "'phone' must be a Vietnamese number: ten digits beginning with 0, eleven beginning with 02 (a"
                            + " landline), or +84 instead of the 0");
        }
        return digits.startsWith("+84") ? "0" + digits.substring(3) : digits;
    }
}
