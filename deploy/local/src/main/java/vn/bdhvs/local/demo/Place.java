package vn.bdhvs.local.demo;

/**
 * A unit that reports.
 *
 * @param code its code in the unit register
 * @param client who sends its reports: its district's service, or the province's
 * @param urban whether it is a phường, a thị trấn or a city, which differ in their habits from the countryside
 */
record Place(String code, String client, boolean urban) {}
