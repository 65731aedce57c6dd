"""plandesk: a county's desk for monitoring its women's and children's development plans (妇女儿童发展规划监测)."""

__version__ = "0.1.0"
