# By the array's id:
terraform import onprem_infinibox_snapshot_policy.nightly 1062

# By name:
terraform import onprem_infinibox_snapshot_policy.nightly name=nightly
