# The largest datasets of any kind, the largest first.
data "onprem_infinibox_datasets" "large" {
  filters = [{ field = "size", operator = "geq", values = ["100000000000"] }]
  sort    = ["-size"]
}

output "large" {
  value = { for d in data.onprem_infinibox_datasets.large.datasets : d.name => d.size }
}
