# What is assigned to any policy.
list "onprem_infinibox_qos_assignment" "all" {
  provider = onprem
}

# What is assigned to one.
list "onprem_infinibox_qos_assignment" "gold" {
  provider = onprem

  config {
    qos_policy_id = 1060
  }
}
