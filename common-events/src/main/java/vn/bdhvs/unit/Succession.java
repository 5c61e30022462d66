package vn.bdhvs.unit;

/**
 * What became of a unit that ended: one row for each unit that took over some of it.
 *
 * @param of the unit that ended
 * @param to a unit that began on that very day
 * @param whole whether it took over all of it
 * @param showsAll the operator's rule for a unit that was divided: whether all that it did is to be shown under this one
 */
record Succession(UnitId of, UnitId to, boolean whole, boolean showsAll) {

    boolean leadsOn() {
        return whole || showsAll;
    }
}
