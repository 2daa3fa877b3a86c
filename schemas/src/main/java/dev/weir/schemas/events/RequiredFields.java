package dev.weir.schemas.events;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/**
 * A component of our records that is not {@code @Nullable} must be in the JSON. Otherwise an event
 * without its epoch or payer would be read, and fail far from where it can be set aside.
 */
final class RequiredFields extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1;
  private static final String OURS = "dev.weir.";

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner().getMember() instanceof Executable creator
        && creator.getDeclaringClass().getName().startsWith(OURS)) {
      return !creator.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
          Nullable.class);
    }
    return null;
  }
}
