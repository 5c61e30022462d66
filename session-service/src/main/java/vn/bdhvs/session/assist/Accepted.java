package vn.bdhvs.session.assist;

/** An assist that is kept, and whether this request made it so. */
public record Accepted(Assist assist, As as) {

    /** How the request relates to what is kept. */
    public enum As {
        /** It was written now. */
        NEW,
        /** This very request was answered before. */
        SAME_REQUEST,
        /** It was reported before under the same reference. */
        SAME_REFERENCE
    }
}
