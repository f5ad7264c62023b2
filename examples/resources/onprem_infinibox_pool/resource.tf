# 20 TB of physical capacity, of which thin volumes can be promised 60 TB.
resource "onprem_infinibox_pool" "analytics" {
  name              = "analytics"
  physical_capacity = provider::onprem::bytes("20TB")
  virtual_capacity  = provider::onprem::bytes("60TB")

  # Earlier than the array's own 80 and 90 percent.
  physical_capacity_warning  = 70
  physical_capacity_critical = 85
}
