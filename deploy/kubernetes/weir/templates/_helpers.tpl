{{/* The name in front of everything, one for each release. */}}
{{- define "weir.name" -}}
{{- if contains "weir" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-weir{{ end }}
{{- end }}

{{/* Labels that never change: (dict "root" $ "part" "gateway"). */}}
{{- define "weir.selector" -}}
app.kubernetes.io/name: weir
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "weir.labels" -}}
{{ include "weir.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "weir.image" -}}
{{ .root.Values.image.registry }}weir/{{ .part }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "weir.configMap" -}}
{{ .Values.existingConfigMap | default (printf "%s-config" (include "weir.name" .)) }}
{{- end }}

{{- define "weir.secret" -}}
{{ .Values.secret.existing | default (include "weir.name" .) }}
{{- end }}

{{/* A pod starts anew when what it read at its start has changed. */}}
{{- define "weir.annotations" -}}
{{- if not .root.Values.secret.existing }}
checksum/secret: {{ toJson .root.Values.secret.values | sha256sum }}
{{- end }}
{{- with .own }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What all three services are told. */}}
{{- define "weir.env" -}}
- name: WEIR_NODE_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
- name: WEIR_KAFKA_BOOTSTRAP_SERVERS
  value: {{ .Values.kafka.bootstrapServers | quote }}
{{- with .Values.kafka.topicPrefix }}
- name: WEIR_KAFKA_TOPIC_PREFIX
  value: {{ . | quote }}
{{- end }}
{{- with .Values.kafka.replication }}
- name: WEIR_KAFKA_REPLICATION
  value: {{ . | quote }}
{{- end }}
{{- range $name, $value := .Values.kafka.properties }}
- name: WEIR_KAFKA_PROPERTIES_{{ $name | upper | replace "." "_" }}
  value: {{ $value | quote }}
{{- end }}
- name: WEIR_REDIS_HOST
  value: {{ .Values.redis.host | quote }}
- name: WEIR_REDIS_PORT
  value: {{ .Values.redis.port | quote }}
- name: WEIR_REDIS_TLS
  value: {{ .Values.redis.tls | quote }}
{{- with .Values.redis.caFile }}
- name: WEIR_REDIS_CA_FILE
  value: {{ . | quote }}
{{- end }}
{{- with .Values.redis.prefix }}
- name: WEIR_REDIS_PREFIX
  value: {{ . | quote }}
{{- end }}
{{- with .Values.redis.username }}
- name: WEIR_REDIS_USERNAME
  value: {{ . | quote }}
{{- end }}
{{- range .Values.secret.files }}
- name: {{ . }}_FILE
  value: /etc/weir-secrets/{{ . }}
{{- end }}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* Of every pod: nobody's rights, and nothing to write on but what is mounted. */}}
{{- define "weir.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "weir.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "weir.mounts" -}}
- { name: config, mountPath: /etc/weir, readOnly: true }
{{- if .Values.tlsSecret }}
- { name: tls, mountPath: /etc/weir-tls, readOnly: true }
{{- end }}
{{- if .Values.secret.files }}
- { name: secrets, mountPath: /etc/weir-secrets, readOnly: true }
{{- end }}
- { name: tmp, mountPath: /tmp }
{{- end }}

{{- define "weir.volumes" -}}
- name: config
  configMap: { name: {{ include "weir.configMap" . }} }
{{- if .Values.tlsSecret }}
- name: tls
  secret: { secretName: {{ .Values.tlsSecret }} }
{{- end }}
{{- if .Values.secret.files }}
- name: secrets
  secret: { secretName: {{ include "weir.secret" . }}, defaultMode: 0440 }
{{- end }}
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
{{- end }}
