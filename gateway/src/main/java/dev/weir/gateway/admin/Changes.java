package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.directory.Change;
import dev.weir.gateway.directory.DirectoryWriter;
import dev.weir.gateway.directory.DirectoryWriter.Rejected;
import dev.weir.gateway.directory.DirectoryWriter.Unavailable;
import dev.weir.gateway.directory.DirectoryWriter.Written;
import java.util.function.Function;

/** Makes the changes that admins ask for, and answers with what became of them. */
record Changes(DirectoryWriter writer) {
  /** The answer is asked for once the change stands. */
  <T> AdminResult make(
      AdminRequest request, Change<T, Problem> change, Function<T, AdminResult> answer) {
    return switch (writer.write(request.cause(), change)) {
      case Written<T, Problem>(T result) -> answer.apply(result);
      case Rejected<T, Problem>(Problem reason) -> reason;
      case Unavailable<T, Problem>(String reason) -> Problem.unavailable(reason);
    };
  }
}
