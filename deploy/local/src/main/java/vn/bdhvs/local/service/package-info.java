/** The services as processes: started, watched, started again, ended. */
@NullMarked
package vn.bdhvs.local.service;

import org.jspecify.annotations.NullMarked;
