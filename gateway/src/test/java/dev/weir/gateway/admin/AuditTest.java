package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Caller;
import dev.weir.schemas.events.Actor;
import dev.weir.schemas.events.AuditRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTest {
  private final AdminFixture admin = new AdminFixture();

  @Test
  void saysWhoChangedWhat_fromWhatToWhat() {
    admin.post("/team/new", "{\"team_id\":\"search\",\"max_budget\":1}");
    var made = admin.directory.view.team("search");
    admin.post("/team/update", "{\"team_id\":\"search\",\"max_budget\":2}");
    var changed = admin.directory.view.team("search");

    assertThat(admin.directory.audit)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at", "write")
        .containsExactly(
            new AuditRecord(admin.now, "", Actor.MASTER, "/team/new", "team:search", null, made),
            new AuditRecord(
                admin.now, "", Actor.MASTER, "/team/update", "team:search", made, changed));
  }

  @Test
  void hasARecordForEachEntryOfACall_underOneWrite() {
    admin.generate("{\"team_id\":\"new\",\"user_id\":\"u\"}");
    var key = admin.directory.view.keys().iterator().next();
    admin.post("/user/new", "{\"user_id\":\"u\",\"auto_create_key\":false}");
    admin.directory.audit.clear();

    admin.post("/user/delete", "{\"user_ids\":[\"u\"]}");

    assertThat(admin.directory.audit)
        .extracting(AuditRecord::entity)
        .containsExactly("user:u", "key:" + key.id());
    assertThat(admin.directory.audit).extracting(AuditRecord::before).doesNotContainNull();
    assertThat(admin.directory.audit).extracting(AuditRecord::after).containsOnlyNulls();
    assertThat(admin.directory.audit).extracting(AuditRecord::write).hasSize(2).containsOnly("w3");
  }

  @Test
  void namesTheKeyThatAnAdminUsed() {
    String secret = admin.generate("{\"key_alias\":\"boss-key\",\"user_id\":\"boss\"}");
    admin.post(
        "/user/new",
        "{\"user_id\":\"boss\",\"user_role\":\"proxy_admin\",\"auto_create_key\":false}");
    var boss = new Caller.VirtualKey(admin.stored(secret), null, admin.directory.view.user("boss"));
    admin.directory.audit.clear();

    admin.call("POST", "/team/new", Map.of(), "{\"team_id\":\"t\"}", boss);

    assertThat(admin.directory.audit)
        .extracting(AuditRecord::by)
        .containsExactly(new Actor(admin.hasher.id(secret), "boss-key", "boss"));
  }

  @Test
  void hasNothingOfACallThatChangedNothing() {
    admin.post("/key/block", "{\"key\":\"sk-nope\"}");
    admin.get("/key/list", Map.of());
    admin.directory.kafkaDown = true;
    admin.post("/key/generate", "{}");

    assertThat(admin.directory.audit).isEqualTo(List.of());
  }
}
