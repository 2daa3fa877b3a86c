package dev.weir.schemas.events;

import org.jspecify.annotations.Nullable;

/**
 * A user in a team.
 *
 * @param user id
 * @param role {@code admin} or {@code user}
 * @param terms its own limits in the team; null: the team's for every member
 */
public record TeamMember(String user, String role, @Nullable MemberTerms terms) {}
