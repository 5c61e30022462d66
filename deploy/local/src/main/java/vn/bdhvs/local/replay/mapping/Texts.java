package vn.bdhvs.local.replay.mapping;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.zip.CRC32;

/** How texts are compared and hashed, said once, because anybody must be able to repeat it elsewhere. */
public final class Texts {

    private Texts() {}

    /**
     * Without surrounding blanks and in Unicode's composed form: a tone mark may be a character of its own in one file
     * (windows-1258, some Macs) and not in another.
     */
    public static String composed(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** CRC-32 (that of zlib) of the text in UTF-8. */
    static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
