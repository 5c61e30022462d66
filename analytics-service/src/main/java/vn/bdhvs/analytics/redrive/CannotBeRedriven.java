package vn.bdhvs.analytics.redrive;

/** Of a record that cannot be put back as it was, with a sentence that says why. */
class CannotBeRedriven extends Exception {

    private static final long serialVersionUID = 1L;

    CannotBeRedriven(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
