# By the ids of the policy and the schedule:
terraform import onprem_infinibox_snapshot_policy_schedule.midnight 1062/1063

# By the id of the policy and the name of the schedule:
terraform import onprem_infinibox_snapshot_policy_schedule.midnight 1062/name=midnight
