# All keys:
terraform import onprem_infinibox_system_metadata.place system_metadata

# Some of them:
terraform import onprem_infinibox_system_metadata.place system_metadata/site,rack
