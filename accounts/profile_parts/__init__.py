from accounts.profile_parts.registry import Aside, Part, register, register_expertise

__all__ = ["Aside", "Part", "register", "register_expertise"]
