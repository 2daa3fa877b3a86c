package dev.weir.gateway.translate;

import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;

/** On its way. */
final class MessagesToChat implements Translation {
  MessagesToChat() {}

  @Override
  public TranslatedRequest request(
      ClientRequest request, Deployment deployment, boolean dropParams) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Reply complete(byte[] providerBody, String group) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamTranslator stream(ClientRequest request, String group) {
    throw new UnsupportedOperationException();
  }
}
