# By the ids of the policy and the assignment:
terraform import onprem_infinibox_qos_assignment.db01 1060/1061

# By the ids of the policy and the volume or pool:
terraform import onprem_infinibox_qos_assignment.db01 1060/entity_id=1002
