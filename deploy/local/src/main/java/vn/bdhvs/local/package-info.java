/** The launcher: the platform in this process, the services in processes of their own. */
@NullMarked
package vn.bdhvs.local;

import org.jspecify.annotations.NullMarked;
