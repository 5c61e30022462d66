package vn.bdhvs.campaign;

/** What people read, in Vietnamese and in English. */
public record Label(String vi, String en) {}
