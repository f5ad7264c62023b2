# Policies for single volumes, the least first.
data "onprem_infinibox_qos_policies" "volumes" {
  filters = [
    { field = "type", values = ["VOLUME"] },
  ]
  sort = ["max_ops"]
}

output "volume_policies" {
  value = data.onprem_infinibox_qos_policies.volumes.qos_policies[*].name
}
