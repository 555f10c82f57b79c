"""A chat model behind one face: chosen by a setting, streamed, stoppable, its failures named."""

from assistant.chatmodel.chatmodel import ChatModel, Written
from assistant.chatmodel.loading import load_chat_model
from assistant.chatmodel.settings import ModelSettings

__all__ = ["ChatModel", "ModelSettings", "Written", "load_chat_model"]
