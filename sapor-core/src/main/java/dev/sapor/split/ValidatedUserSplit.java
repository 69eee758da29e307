package dev.sapor.split;

/**
 * Two groups of users held out: one to choose hyper-parameters by, one to judge by.
 *
 * @param validation the users to choose by
 * @param test the users to judge by; its training part is that of the validation users
 */
public record ValidatedUserSplit(UserSplit validation, UserSplit test) {}
