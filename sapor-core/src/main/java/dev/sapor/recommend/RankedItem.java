package dev.sapor.recommend;

/**
 * An item of a ranked list.
 *
 * @param itemIndex the item
 * @param score what it was ranked by; never NaN
 */
public record RankedItem(int itemIndex, float score) {}
