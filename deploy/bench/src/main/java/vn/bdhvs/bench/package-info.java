/**
 * What the services do in a second, side by side with what else could be picked. Contenders take turns in one run, each with a document
 * store of its own, and what they have counted is compared with what was sent before their time counts. Nothing here shares code with what
 * it measures.
 */
@NullMarked
package vn.bdhvs.bench;

import org.jspecify.annotations.NullMarked;
