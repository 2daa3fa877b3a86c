package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member as a request names it.
 *
 * @param newId of the user, if none is known by the id or e-mail given
 */
record MemberSpec(@Nullable String id, @Nullable String email, String role, String newId) {
  private static final List<String> ROLES = List.of("admin", "user");

  /**
   * The members that a field names, one or a list of objects; what is wrong is noted.
   *
   * @param body that has the field
   */
  static List<MemberSpec> in(String field, ObjectNode body, Fields fields) {
    var specs = new ArrayList<MemberSpec>();
    if (!fields.says(field)) {
      return specs;
    }
    JsonNode given = body.path(field);
    Iterable<JsonNode> each = given.isArray() ? given : List.of(given);
    for (JsonNode one : each) {
      if (one instanceof ObjectNode object) {
        specs.add(of(field, new Fields(object), fields));
      } else {
        fields.refuse(field, "must be an object with `user_id` or `user_email`, and `role`");
      }
    }
    return specs;
  }

  /**
   * The member that the fields of one object name.
   *
   * @param field to name in what is wrong
   * @param notes where that is noted
   */
  static MemberSpec of(String field, Fields own, Fields notes) {
    String id = own.text("user_id", null);
    String email = own.text("user_email", null);
    String role = own.text("role", "user");
    if (id == null && email == null) {
      notes.refuse(field, "needs a `user_id` or a `user_email`, as text");
    }
    if (role == null || !ROLES.contains(role)) {
      notes.refuse(field, "`role` must be one of " + ROLES);
    }
    String newId = id == null ? UUID.randomUUID().toString() : id;
    return new MemberSpec(id, email, role == null ? "user" : role, newId);
  }

  /** The user that is meant; null when there is none yet. */
  @Nullable UserEntry find(Directory directory) {
    return UserApi.find(directory, id, email);
  }

  /** A user for one that is not known yet. */
  UserEntry newUser(Instant now) {
    ObjectNode terms = EntryJson.object().put("user_role", "internal_user");
    if (email != null) {
      terms.put("user_email", email);
    }
    return UserTerms.of(UserTerms.newUser(newId, now), new Fields(terms), now);
  }
}
