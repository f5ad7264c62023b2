# All keys of the object with this id:
terraform import onprem_infinibox_object_metadata.db01 1002

# Some of them:
terraform import onprem_infinibox_object_metadata.db01 1002/team,tier
