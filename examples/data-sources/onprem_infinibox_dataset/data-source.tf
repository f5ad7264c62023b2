data "onprem_infinibox_dataset" "db01" {
  name = "db01"
}

output "db01" {
  value = "${data.onprem_infinibox_dataset.db01.dataset_type} in ${data.onprem_infinibox_dataset.db01.pool_name}"
}
