package vn.bdhvs.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.UUID;

/** The key that tokens are signed with: made at the first start and kept, so that tokens survive a restart. */
public final class SigningKey {

    private SigningKey() {}

    /** The key in a file that only its owner can read; made if there is none. */
    static RSAKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                Path unfinished = file.resolveSibling(file.getFileName() + ".new");
                Files.deleteIfExists(unfinished);
                Files.createFile(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(unfinished, generate().toJSONString());
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(file + " holds no key; delete it to have one made", e);
        }
    }

    /** A new key. */
    public static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no RSA key can be made", e);
        }
    }
}
