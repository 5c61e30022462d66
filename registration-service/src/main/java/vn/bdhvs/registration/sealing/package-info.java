/** Keeps what is personal so that whoever has only the database can neither read it nor search it. */
@NullMarked
package vn.bdhvs.registration.sealing;

import org.jspecify.annotations.NullMarked;
