resource "onprem_infinibox_cluster" "esx" {
  name = "esx-berlin"
}
