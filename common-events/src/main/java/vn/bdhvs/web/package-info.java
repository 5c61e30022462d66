/** What the HTTP edges of the command services share: strict reading of JSON, problem details, security, schemas. */
@NullMarked
package vn.bdhvs.web;

import org.jspecify.annotations.NullMarked;
