package dev.weir.gateway.admin;

import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.TeamMember;
import dev.weir.schemas.events.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users that come into a team, each once.
 *
 * @param unknown those of the users that have to be made
 */
record NewMembers(List<TeamMember> members, List<UserEntry> users, List<UserEntry> unknown) {
  static NewMembers of(
      Directory directory, List<MemberSpec> specs, @Nullable MemberTerms terms, Instant now) {
    var members = new ArrayList<TeamMember>();
    var users = new ArrayList<UserEntry>();
    var unknown = new ArrayList<UserEntry>();
    for (MemberSpec spec : specs) {
      UserEntry known = spec.find(directory);
      UserEntry user = known == null ? spec.newUser(now) : known;
      if (users.stream().anyMatch(it -> same(it, user))) {
        continue;
      }
      users.add(user);
      members.add(new TeamMember(user.id(), spec.role(), terms));
      if (known == null) {
        unknown.add(user);
      }
    }
    return new NewMembers(members, users, unknown);
  }

  private static boolean same(UserEntry one, UserEntry other) {
    return one.id().equals(other.id())
        || (one.email() != null && one.email().equalsIgnoreCase(other.email()));
  }
}
