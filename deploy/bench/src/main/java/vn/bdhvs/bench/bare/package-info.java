/** What most teams would write for a live screen: emitters of Spring MVC on Tomcat, one beside the other in a set. */
@NullMarked
package vn.bdhvs.bench.bare;

import org.jspecify.annotations.NullMarked;
