/** The demo identities, and the OpenID provider that vouches for them. */
@NullMarked
package vn.bdhvs.local.issuer;

import org.jspecify.annotations.NullMarked;
